import type { JSX } from 'preact'
import { number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { StixList } from '../models.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { searchMessages } from './messages.ts'

/** Types that have a button of their own; further ones are chosen from a list. */
const MOST_CHIPS = 8

/**
 * How many objects of each type fit: the counts come first, and choose.
 * @param props.counts - Most first; of the chosen type alone where one is chosen.
 */
export function TypeChips(props: { readonly list: StixList }): JSX.Element {
  const { router } = useConsole()
  const text = useText(searchMessages)
  const types = useText(typeMessages)
  const chosen = router.place.value.query.get('type')
  const { counts, total } = props.list
  const chip = (type: string | null, words: string, count: number) => (
    <button
      type="button"
      key={type ?? ''}
      class="chip"
      aria-pressed={type === chosen}
      onClick={() => router.setQuery({ type: type ?? undefined })}
    >
      {words} <b>{number(count, 0)}</b>
    </button>
  )
  // Relationships are most of every store and are seldom looked for by themselves.
  const ordered = [...counts].sort((a, b) => Number(a.type === 'relationship') - Number(b.type === 'relationship'))
  const [first, rest] = [ordered.slice(0, MOST_CHIPS), ordered.slice(MOST_CHIPS)]
  if (chosen !== null)
    return (
      <fieldset class="row" aria-label={text('type')}>
        {chip(chosen, typeWord(types, chosen), total)}
        <button type="button" class="chip" aria-pressed={false} onClick={() => router.setQuery({ type: undefined })}>
          {text('allTypes')}
        </button>
      </fieldset>
    )
  return (
    <fieldset class="row" aria-label={text('type')}>
      {chip(null, text('allTypes'), total)}
      {first.map(({ type, count }) => chip(type, typeWord(types, type), count))}
      {rest.length === 0 ? null : (
        <select
          aria-label={text('moreTypes')}
          value=""
          onChange={(event) => router.setQuery({ type: event.currentTarget.value || undefined })}
        >
          <option value="">{text('moreTypes')}</option>
          {rest.map(({ type, count }) => (
            <option key={type} value={type}>
              {typeWord(types, type)} {number(count, 0)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  )
}
