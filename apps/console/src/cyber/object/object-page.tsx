import type { JSX } from 'preact'
import { AddToCase } from '../../cases/add/add-to-case.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { distinctMarks } from '../../partners/marking/distinct-marks.ts'
import { Marked, RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import type { PageProps } from '../../routing/route.ts'
import { type Asked, useAsk } from '../../state/ask.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { CyberTabs } from '../cyber-tabs.tsx'
import { cyberMessages } from '../messages.ts'
import type { StixDetail } from '../models.ts'
import { marksOfNamed, marksOfRow } from '../row-marks.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { CommentsPanel } from './comments-panel.tsx'
import { DiamondPanel } from './diamond-panel.tsx'
import { GraphPanel } from './graph-panel.tsx'
import { objectMessages } from './messages.ts'
import { PropertiesPanel } from './properties-panel.tsx'
import { RelationsPanel } from './relations-panel.tsx'
import { isStixId } from './stix-id.ts'
import { VersionsPanel } from './versions-panel.tsx'

function Head(props: { readonly detail: StixDetail; readonly tools: MarkingTools }): JSX.Element {
  const common = useText(cyberMessages)
  const text = useText(objectMessages)
  const types = useText(typeMessages)
  const { row } = props.detail
  return (
    <header class="object-head">
      <span class="muted">{typeWord(types, row.type)}</span>
      <h1>
        {row.isWithdrawn ? <span class="withdrawn">{common('withdrawn')}</span> : null} <bdi>{row.title}</bdi>
      </h1>
      {row.attackId === null ? null : <b>{row.attackId}</b>}
      <RecordMark words={props.tools.portionOf(row.mark)} />
      <span class="muted">
        {row.createdBy === null ? null : <bdi>{row.createdBy.title} · </bdi>}
        <UtcTime utc={row.modifiedUtc ?? row.createdUtc} /> · {row.originator} {common('from', { source: row.source })}{' '}
        <Distance utc={row.addedUtc} />
      </span>
      <span class="end">
        <AddToCase thing={{ type: 'stix', id: row.id, title: row.title, path: `/cyber/object/${row.id}` }} />
      </span>
      {row.type === 'attack-pattern' && row.attackId !== null ? (
        <a href={`/cyber/search?technique=${row.attackId}`}>{text('search')}</a>
      ) : null}
    </header>
  )
}

function ObjectView(props: { readonly detail: StixDetail; readonly asked: Asked<StixDetail> }): JSX.Element {
  const { router } = useConsole()
  const text = useText(objectMessages)
  const { detail } = props
  const isRaw = router.place.value.query.get('raw') === '1'
  const showRaw = () => router.setQuery({ raw: isRaw ? undefined : '1' })
  useCommands([{ id: 'source', label: text('rawTitle'), key: 'i', run: showRaw }])
  const marks = [
    ...marksOfRow(detail.row),
    ...marksOfNamed([...detail.references, ...detail.relations.map(({ other }) => other)]),
    ...detail.versions.map(({ mark }) => mark),
    ...detail.comments.flatMap(({ row }) => marksOfRow(row)),
  ]
  return (
    <Marked markings={distinctMarks(marks)}>
      {(tools) => (
        <article class="object-page">
          <Head detail={detail} tools={tools} />
          <div class="object-panels">
            <PropertiesPanel detail={detail} />
            <GraphPanel id={detail.row.id} name={detail.row.title} />
            <RelationsPanel detail={detail} tools={tools} />
            <DiamondPanel id={detail.row.id} type={detail.row.type} />
            <CommentsPanel detail={detail} tools={tools} onWritten={props.asked.reload} />
            <VersionsPanel detail={detail} tools={tools} />
          </div>
          <Panel
            title={text('rawTitle')}
            aside={
              <button type="button" aria-pressed={isRaw} onClick={showRaw}>
                {text('raw')} <kbd>I</kbd>
              </button>
            }
          >
            {isRaw ? <pre>{JSON.stringify(detail.object, undefined, 2)}</pre> : null}
          </Panel>
        </article>
      )}
    </Marked>
  )
}

/** One object of STIX: what it says, what lies around it, its versions, what analysts said of it, and its raw form. */
export function Page({ params }: PageProps): JSX.Element {
  const id = params['id'] ?? ''
  const text = useText(objectMessages)
  const isPossible = isStixId(id)
  const asked = useAsk('readStixObject', isPossible ? { params: { id } } : undefined, ['cyber/'])
  return (
    <div class="cyber-page">
      <CyberTabs />
      {isPossible ? (
        <Loaded asked={asked}>{(detail) => <ObjectView key={detail.row.id} detail={detail} asked={asked} />}</Loaded>
      ) : (
        <p class="empty wrap-anywhere" role="alert">
          {text('noSuchObject', { id: id.slice(0, 100) })}
        </p>
      )}
    </div>
  )
}
