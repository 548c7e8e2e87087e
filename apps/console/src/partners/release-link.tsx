import type { JSX } from 'preact'
import { Key } from '../components/marks.tsx'
import { useCommands, useConsole, useText } from '../state/console.ts'
import { draftAddress, type NamedSubject } from './release/subject.ts'
import { releaseLinkMessages } from './release-link-messages.ts'

/** Goes to where something is released, by key `R` too; absent on a node that has no keys. */
export function ReleaseLink(props: { readonly subject: NamedSubject }): JSX.Element | null {
  const { ownCard, router } = useConsole()
  const text = useText(releaseLinkMessages)
  const address = draftAddress(props.subject)
  const isKnown = ownCard.value !== undefined
  useCommands(isKnown ? [{ id: 'release', label: text('release'), key: 'r', run: () => router.go(address) }] : [])
  if (!isKnown) return null
  return (
    <a class="button" href={address}>
      {text('release')} <Key name="r" />
    </a>
  )
}
