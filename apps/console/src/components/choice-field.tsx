import type { JSX } from 'preact'
import { Field } from './field.tsx'

/**
 * A labelled choice of one word of a few.
 * @param props.start - Chosen at first; without it the first.
 * @param props.onChoose - Told of each choice.
 */
export function ChoiceField<Word extends string>(props: {
  readonly label: string
  readonly name: string
  readonly words: readonly Word[]
  readonly say: (word: Word) => string
  readonly start?: Word
  readonly onChoose?: (word: Word) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <select
          id={id}
          name={props.name}
          onChange={(event) => {
            const chosen = props.words.find((word) => word === event.currentTarget.value)
            if (chosen !== undefined) props.onChoose?.(chosen)
          }}
        >
          {props.words.map((word) => (
            <option key={word} value={word} selected={word === (props.start ?? props.words[0])}>
              {props.say(word)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
