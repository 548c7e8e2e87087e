import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import type { ContentOf } from '../case-models.ts'
import { type CaseWord, caseMessages } from '../messages.ts'
import { pageOf } from './target-page.ts'

type Target = ContentOf<'link'>['to']

/** Things of this console in words; what others name is called as they wrote it. */
const TYPES: { readonly [type: string]: CaseWord } = {
  alert: 'typeAlert',
  detection: 'typeDetection',
  stix: 'typeStix',
  record: 'typeRecord',
}

function TargetWords(props: { readonly target: Target }): JSX.Element {
  const text = useText(caseMessages)
  const { target } = props
  const type = TYPES[target.type]
  const words = (
    <>
      {target.title ?? <bdi>{target.id}</bdi>}{' '}
      <small class="muted">{type === undefined ? target.type : text(type)}</small>
    </>
  )
  const page = pageOf(target)
  return page === undefined ? <span>{words}</span> : <a href={page}>{words}</a>
}

/** How two things stand to each other. */
export function LinkWords(props: { readonly what: ContentOf<'link'> }): JSX.Element {
  const text = useText(caseMessages)
  const { from, to, rel } = props.what
  return (
    <>
      {from === undefined ? <span>{text('caseItself')}</span> : <TargetWords target={from} />} → <code>{rel}</code> →{' '}
      <TargetWords target={to} />
      {props.what.text === undefined ? null : <p class="part-prose">{props.what.text}</p>}
    </>
  )
}
