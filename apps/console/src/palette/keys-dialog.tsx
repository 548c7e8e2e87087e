import type { JSX } from 'preact'
/** Keys. */
export function KeysDialog(_: { readonly onClose: () => void }): JSX.Element {
  return <p />
}
