import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import { releaseMessages } from './messages.ts'
import { type Subject, subjectAddress } from './subject.ts'

const WORDS = {
  alert: 'ofAlert',
  approach: 'ofApproach',
  'case-part': 'ofCasePart',
  elements: 'ofElements',
} as const

/** What is released, with the way to its page where it has one. */
export function SubjectLink(props: { readonly subject: Subject }): JSX.Element {
  const text = useText(releaseMessages)
  const address = subjectAddress(props.subject)
  const word = text(WORDS[props.subject.kind])
  return address === undefined ? <span>{word}</span> : <a href={address}>{word}</a>
}
