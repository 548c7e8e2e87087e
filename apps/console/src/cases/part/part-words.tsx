import type { ComponentChildren, JSX } from 'preact'
import { UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import type { CaseContent, CasePart, ContentOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { LinkWords } from './link-words.tsx'

function Prose(props: { readonly text: string | undefined }): JSX.Element | null {
  return props.text === undefined ? null : <p class="part-prose">{props.text}</p>
}

function EventWords(props: { readonly what: ContentOf<'event'> }): JSX.Element {
  const text = useText(caseMessages)
  const { title, fromUtc, untilUtc, labels = [] } = props.what
  return (
    <>
      <strong>{title}</strong>{' '}
      {fromUtc === undefined ? <span class="unknown">{text('timeNotKnown')}</span> : <UtcTime utc={fromUtc} />}
      {untilUtc === undefined ? null : (
        <>
          {' – '}
          <UtcTime utc={untilUtc} />
        </>
      )}
      <Prose text={props.what.text} />
      {labels.length === 0 ? null : (
        <ul class="label-strip" aria-label={text('labels')}>
          {labels.map(({ scheme, id, name }) => (
            <li key={`${scheme} ${id}`} title={scheme}>
              <b>{id}</b> {name}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function ImpactWords(props: { readonly what: ContentOf<'impact'> }): JSX.Element {
  const { on, count, fromUtc, untilUtc } = props.what
  return (
    <>
      <strong>{on}</strong>
      {count === undefined ? null : ` · ${number(count.number, 0)} ${count.of}`}
      {fromUtc === undefined ? null : (
        <>
          {' · '}
          <UtcTime utc={fromUtc} />
        </>
      )}
      {untilUtc === undefined ? null : (
        <>
          {' – '}
          <UtcTime utc={untilUtc} />
        </>
      )}
      <Prose text={props.what.text} />
    </>
  )
}

function words(what: CaseContent): ComponentChildren {
  switch (what.kind) {
    case 'event':
      return <EventWords what={what} />
    case 'impact':
      return <ImpactWords what={what} />
    case 'link':
      return <LinkWords what={what} />
    case 'owned':
      return <strong>{what.owner}</strong>
    case 'custody':
      return (
        <>
          <strong>
            {what.from} → {what.to}
          </strong>
          <Prose text={what.why} />
        </>
      )
    case 'rating':
      return <strong>{what.rating}</strong>
    default:
      return (
        <>
          {'title' in what ? <strong>{what.title}</strong> : null}
          <Prose text={'text' in what ? what.text : undefined} />
          <Prose text={'why' in what ? what.why : undefined} />
        </>
      )
  }
}

/** What a part says, with the word of its kind. */
export function PartWords(props: { readonly part: CasePart }): JSX.Element {
  const text = useText(caseMessages)
  const { what } = props.part
  return (
    <div class="part-words">
      <span class="part-kind">{text(what.kind)}</span> {words(what)}
    </div>
  )
}
