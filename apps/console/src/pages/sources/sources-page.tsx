import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Source } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { ListPanel } from '../../components/list-panel.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { SourceState } from '../watch/state-panels.tsx'
import { sourcesMessages } from './messages.ts'
import { ProblemTable } from './problem-table.tsx'
import { SourceDialog } from './source-dialog.tsx'
import { UploadPanel } from './upload-panel.tsx'

const HEADS = ['state', 'name', 'kind', 'location', 'age', 'next', 'records', 'problems', 'lastError', 'acts'] as const

type Open = { readonly what: 'add' } | { readonly what: 'edit' | 'remove' | 'problems'; readonly source: Source }

function ProblemsDialog(props: { readonly source: Source; readonly onClose: () => void }): JSX.Element {
  const text = useText(sourcesMessages)
  const asked = useAsk('listSourceProblems', { params: { id: props.source.id }, query: { limit: 500 } })
  return (
    <Dialog title={text('problemsOf', { name: props.source.name })} onClose={props.onClose} wide>
      <Loaded asked={asked}>{({ items }) => <ProblemTable problems={items} />}</Loaded>
    </Dialog>
  )
}

/** Removing stops a feed and cannot be undone with its account: it is said in full first. */
function RemoveDialog(props: {
  readonly source: Source
  readonly onClose: () => void
  readonly onRemoved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(sourcesMessages)
  const { id, name, location } = props.source
  const remove = async () => {
    const result = await client.ask('removeSource', { params: { id } })
    if (!result.ok) return result.problem
    toasts.say(text('removed', { name }))
    props.onRemoved()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm
      title={text('removeConfirm', { name })}
      doing={text('remove')}
      danger
      onClose={props.onClose}
      send={remove}
    >
      <p>{location}</p>
    </DialogForm>
  )
}

function Row(props: {
  readonly source: Source
  readonly open: (open: Open) => void
  readonly reload: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(sourcesMessages)
  const { source, open } = props
  const fetchNow = async () => {
    const result = await client.ask('fetchSource', { params: { id: source.id } })
    toasts.say(result.ok ? text('asked', { name: source.name }) : result.problem.detail)
    props.reload()
  }
  return (
    <tr>
      <td>
        <SourceState state={source.state} />
      </td>
      <td>
        <NodeText text={source.name} />
        {source.fromCommandLine ? <small class="muted"> {text('fromCommandLine')}</small> : null}
      </td>
      <td>
        {text(source.kind)}, {text(source.reads)}
      </td>
      <td class="where">{source.location === '' ? '–' : source.location}</td>
      <td class="num">
        <Distance utc={source.lastSuccessUtc} />
      </td>
      <td class="num">{source.nextDueUtc === null ? '–' : <Distance utc={source.nextDueUtc} />}</td>
      <td class="num">{number(source.records, 0)}</td>
      <td class="num">
        {source.problemCount === 0 ? (
          '0'
        ) : (
          <button type="button" class="link" onClick={() => open({ what: 'problems', source })}>
            {number(source.problemCount, 0)}
          </button>
        )}
      </td>
      <td>
        {source.lastError === null ? (
          '–'
        ) : (
          <>
            {source.lastError.message} <code>{source.lastError.code}</code> <UtcTime utc={source.lastError.atUtc} />
          </>
        )}
      </td>
      <td>
        <span class="row acts">
          {source.kind === 'upload' || source.kind === 'simulated' ? null : (
            <button type="button" onClick={() => void fetchNow()}>
              {text('fetch')}
            </button>
          )}
          {source.fromCommandLine ? null : (
            <>
              <button type="button" onClick={() => open({ what: 'edit', source })}>
                {text('edit')}
              </button>
              <button type="button" onClick={() => open({ what: 'remove', source })}>
                {text('remove')}
              </button>
            </>
          )}
        </span>
      </td>
    </tr>
  )
}

/** Where data comes from: state, age, last error, records that could not be used; add, edit, fetch, remove, upload. */
export function Page(): JSX.Element {
  const text = useText(sourcesMessages)
  const asked = useAsk('listSources', {}, ['source/', 'catalogue/'])
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const close = () => setOpen(undefined)
  return (
    <div class="page-stack">
      <h1 class="sr-only">{text('title')}</h1>
      <ListPanel
        title={text('title')}
        aside={<MainButton label={text('add')} onPress={() => setOpen({ what: 'add' })} />}
        asked={asked}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
      >
        {(source) => <Row key={source.id} source={source} open={setOpen} reload={asked.reload} />}
      </ListPanel>
      <UploadPanel onRead={asked.reload} />
      {open?.what === 'add' ? <SourceDialog source={undefined} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'edit' ? <SourceDialog source={open.source} onClose={close} onSaved={asked.reload} /> : null}
      {open?.what === 'remove' ? <RemoveDialog source={open.source} onClose={close} onRemoved={asked.reload} /> : null}
      {open?.what === 'problems' ? <ProblemsDialog source={open.source} onClose={close} /> : null}
    </div>
  )
}
