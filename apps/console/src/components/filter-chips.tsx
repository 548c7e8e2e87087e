import type { JSX } from 'preact'
import { useConsole } from '../state/console.ts'

/** One of a few filters of a page, kept in its address as `f`; the first is what stands without it. */
export function FilterChips<Word extends string>(props: {
  readonly label: string
  readonly words: readonly Word[]
  readonly chosen: Word
  readonly say: (word: Word) => string
}): JSX.Element {
  const { router } = useConsole()
  return (
    <fieldset class="row" aria-label={props.label}>
      {props.words.map((one) => (
        <button
          type="button"
          key={one}
          class="chip"
          aria-pressed={one === props.chosen}
          onClick={() => router.setQuery({ f: one === props.words[0] ? undefined : one })}
        >
          {props.say(one)}
        </button>
      ))}
    </fieldset>
  )
}
