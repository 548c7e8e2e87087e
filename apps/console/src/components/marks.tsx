import type { JSX } from 'preact'
import { useConsole } from '../state/console.ts'

/**
 * The portion mark of a row or card: the short form of the marking of what it shows, with the whole as its title. One node has
 * one marking, so all marks say it.
 */
export function PortionMark(): JSX.Element | null {
  const { status, language } = useConsole()
  const marking = status.value?.marking
  return marking === undefined ? null : (
    <abbr class="portion-mark" title={marking[language.value]}>
      {marking.portion[language.value]}
    </abbr>
  )
}

/** A key as it is printed on a keyboard. */
export function Key(props: { readonly name: string }): JSX.Element {
  const shown = props.name
    .split(' ')
    .map((part) =>
      part
        .replace('Control+', 'Ctrl ')
        .replace(/(^|[ +])([a-z])$/, (_, gap: string, letter: string) => gap + letter.toUpperCase()),
    )
    .join(' ')
  return <kbd>{shown}</kbd>
}
