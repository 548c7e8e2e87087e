import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import type { ContentOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'

type Target = ContentOf<'link'>['to']

/** Where a thing is shown in this console; only pages of the console itself are led to. */
export function pageOf({ type, id, path }: Target): string | undefined {
  if (path !== undefined) return /^\/[A-Za-z0-9]/.test(path) ? path : undefined
  if (type === 'alert') return `/a/${encodeURIComponent(id)}`
  if (type === 'record' && /^[0-9a-f]{64}$/.test(id)) return `/r/${id}`
  return undefined
}

function TargetWords(props: { readonly target: Target }): JSX.Element {
  const { target } = props
  const words = (
    <>
      {target.title ?? <bdi>{target.id}</bdi>} <small class="muted">{target.type}</small>
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
