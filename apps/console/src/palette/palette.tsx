import type { JSX } from 'preact'
/** Search. */
export function Palette(_: { readonly start: 'search' | 'commands'; readonly onClose: () => void }): JSX.Element {
  return <p />
}
