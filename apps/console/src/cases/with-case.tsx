import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Loaded } from '../components/loaded.tsx'
import { MainButton } from '../components/main-button.tsx'
import { StatusMark } from '../components/status-mark.tsx'
import { Marked, RecordMark } from '../partners/marking/marked.tsx'
import { LazyDialog } from '../shell/lazy-dialog.tsx'
import { useConsole, useText } from '../state/console.ts'
import type { CaseView } from './case-models.ts'
import { caseMessages } from './messages.ts'
import { type PartAct, startOfAct } from './part/part-act.ts'
import { useCase } from './use-case.ts'

const TABS = ['timeline', 'evidence', 'ach', 'tasks', 'attack'] as const

const loadDialog = async () => (await import('./part/part-dialog.tsx')).PartDialog
const loadExport = async () => (await import('./exchange/export-dialog.tsx')).ExportDialog

/** What the pages of a case are drawn with. */
export type CaseFrame = {
  readonly found: CaseView
  /** Opens the form of a part. */
  readonly act: (act: PartAct) => void
}

function Head(props: {
  readonly found: CaseView
  readonly act: (act: PartAct) => void
  readonly onExport: () => void
}): JSX.Element {
  const text = useText(caseMessages)
  const { found, act } = props
  const { banner, portion } = found
  const isOpen = found.state === 'open'
  return (
    <header class="page-head">
      <h1>{found.title ?? text('noTitle')}</h1>
      {portion === null || banner === null ? (
        <span class="muted">{text('mixedMarks')}</span>
      ) : (
        <RecordMark words={portion} whole={banner} />
      )}
      <StatusMark status={isOpen ? 'advisory' : 'off'} word={text(found.state)} />
      <span>
        {text('owner')}: {found.owner ?? text('nobody')}
      </span>
      <nav class="row">
        {isOpen ? <MainButton label={text('addPart')} onPress={() => act({ do: 'add', kind: 'entry' })} /> : null}
        <button type="button" onClick={() => act({ do: 'add', kind: isOpen ? 'closed' : 'reopened' })}>
          {text(isOpen ? 'close' : 'reopen')}
        </button>
        <button type="button" onClick={props.onExport}>
          {text('export')}
        </button>
        <a href="/case">{text('list')}</a>
      </nav>
    </header>
  )
}

function Frame(props: {
  readonly found: CaseView
  readonly reload: () => void
  readonly children: (frame: CaseFrame) => ComponentChildren
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(caseMessages)
  const { found, reload } = props
  const [present, setPresent] = useState<PartAct | undefined>(undefined)
  const [isExporting, setExporting] = useState(false)
  const path = router.place.value.path.replace(/\/$/, '')
  const tab = TABS.find((one) => path.endsWith(`/${one}`)) ?? 'timeline'
  return (
    <div class="page-stack case-page">
      <Head found={found} act={setPresent} onExport={() => setExporting(true)} />
      <nav class="tabs" aria-label={text('partsOf')}>
        {TABS.map((one) => (
          <a key={one} href={`/case/${found.id}/${one}`} aria-current={one === tab ? 'page' : undefined}>
            {text(one)}
            {one === 'tasks' && found.openTasks > 0 ? ` ${found.openTasks}` : ''}
          </a>
        ))}
      </nav>
      {found.leftOut === 0 ? null : (
        <p class="refusal" role="status">
          {text('leftOut', { count: found.leftOut })}
        </p>
      )}
      {props.children({ found, act: setPresent })}
      {isExporting ? (
        <LazyDialog load={loadExport} onClose={() => setExporting(false)}>
          {(ExportDialog) => <ExportDialog id={found.id} onClose={() => setExporting(false)} />}
        </LazyDialog>
      ) : null}
      {present === undefined ? null : (
        <LazyDialog load={loadDialog} onClose={() => setPresent(undefined)}>
          {(PartDialog) => (
            <PartDialog
              found={found}
              start={startOfAct(present)}
              onClose={() => setPresent(undefined)}
              onAdded={() => {
                setPresent(undefined)
                reload()
              }}
            />
          )}
        </LazyDialog>
      )}
    </div>
  )
}

/** Head and tabs of a case, and below them the page that is open; drawn once the banners say how it is marked. */
export function WithCase(props: {
  readonly id: string
  readonly children: (frame: CaseFrame) => ComponentChildren
}): JSX.Element {
  const asked = useCase(props.id)
  return (
    <Loaded asked={asked}>
      {(found) => (
        <Marked markings={found.threads.flatMap(({ versions }) => versions.map(({ mark }) => mark))}>
          {() => (
            <Frame found={found} reload={asked.reload}>
              {props.children}
            </Frame>
          )}
        </Marked>
      )}
    </Loaded>
  )
}
