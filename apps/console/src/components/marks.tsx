import type { JSX } from 'preact'
import type { Language } from '../i18n/text.ts'
import { useConsole } from '../state/console.ts'

/**
 * The portion marks of a row or card: the short form of the node's marking, which holds for all it shows, with the whole as its title;
 * beside it the same of what is shown, where that has a marking of its own.
 */
export function PortionMark(props: {
  readonly beside?: Readonly<Record<'portion' | 'banner', Readonly<Record<Language, string>>>> | null
}): JSX.Element | null {
  const { status, language } = useConsole()
  const marking = status.value?.marking
  const { beside } = props
  const spoken = language.value
  return (
    <>
      {marking === undefined ? null : (
        <abbr class="portion-mark" title={marking[spoken]}>
          {marking.portion[spoken]}
        </abbr>
      )}
      {beside ? (
        <>
          {' '}
          <abbr class="portion-mark" title={beside.banner[spoken]}>
            {beside.portion[spoken]}
          </abbr>
        </>
      ) : null}
    </>
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
