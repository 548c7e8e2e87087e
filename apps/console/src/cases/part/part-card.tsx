import type { ComponentChildren, JSX } from 'preact'
import { Distance, UtcTime } from '../../components/time.tsx'
import { RecordMark } from '../../partners/marking/marked.tsx'
import { draftAddress } from '../../partners/release/subject.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CasePart, type CaseThread, headsOf, isDisputed } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { nationOf } from './nation-of.ts'
import type { PartAct } from './part-act.ts'
import { PartWords } from './part-words.tsx'

/** Who says it, when, how it is marked, where it came from and where it went. */
export function PartFacts(props: { readonly part: CasePart }): JSX.Element {
  const text = useText(caseMessages)
  const { part } = props
  const { author, absent, provenance, went } = part
  const party = nationOf(text, part)
  return (
    <p class="part-facts">
      <RecordMark words={part.portion} /> <span>{author === null ? party : text('by', { party, author })}</span>{' '}
      <Distance utc={part.atUtc} />
      {absent === 0 ? null : <span class="part-note">{text('absent', { count: absent })}</span>}
      {provenance === null ? null : (
        <a href={`/r/${provenance.recordId}`}>
          <bdi>{provenance.origin}</bdi>
          {provenance.isTearLine ? ` · ${text('tearLine')}` : ''}
        </a>
      )}
      {went.map(({ recordId, origin, recalled }) => (
        <a key={recordId} href={`/r/${recordId}`}>
          {text(recalled ? 'wentRecalled' : 'went', { origin })}
        </a>
      ))}
    </p>
  )
}

/** What can be done with a part of this node, and with one of a partner: correct it, so that both stand side by side. */
export function PartActs(props: {
  readonly part: CasePart
  readonly act: (act: PartAct) => void
  readonly children?: ComponentChildren
}): JSX.Element | null {
  const { ownCard } = useConsole()
  const text = useText(caseMessages)
  const { part, act } = props
  if (part.what.kind === 'withdrawn') return null
  return (
    <span class="row part-acts">
      {props.children}
      <button type="button" onClick={() => act({ do: 'correct', part })}>
        {text('correct')}
      </button>
      {part.isOwn ? (
        <button type="button" onClick={() => act({ do: 'withdraw', part })}>
          {text('withdraw')}
        </button>
      ) : null}
      {part.isOwn && ownCard.value !== undefined ? (
        <a class="button" href={draftAddress({ kind: 'case-part', id: part.key })}>
          {text('release')}
        </a>
      ) : null}
    </span>
  )
}

/** Everything that is said of one thing: what holds, by whom, and the earlier versions below it. */
export function ThreadCard(props: {
  readonly thread: CaseThread
  readonly act: (act: PartAct) => void
  readonly acts?: (part: CasePart) => ComponentChildren
}): JSX.Element {
  const text = useText(caseMessages)
  const { thread, act, acts } = props
  const heads = headsOf(thread)
  const earlier = thread.versions.filter(({ key }) => !thread.heads.includes(key))
  return (
    <article class={`part-card${thread.isWithdrawn ? ' withdrawn' : ''}`}>
      {isDisputed(thread) ? <p class="part-note">{text('disputed')}</p> : null}
      {heads.map((part) => (
        <div key={`${part.key} ${part.provenance?.recordId ?? ''}`} class="part-head">
          <PartWords part={part} />
          <PartFacts part={part} />
          <PartActs part={part} act={act}>
            {acts?.(part)}
          </PartActs>
        </div>
      ))}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{text('versions', { count: earlier.length })}</summary>
          {earlier.map((part) => (
            <div key={part.key} class="part-earlier">
              <UtcTime utc={part.atUtc} /> <PartWords part={part} />
              <PartFacts part={part} />
            </div>
          ))}
        </details>
      )}
    </article>
  )
}
