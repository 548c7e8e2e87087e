import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { searchMessages } from './messages.ts'

/** How long a word rests before it is looked for, ms. */
const TYPING_MS = 200

const REVOKED = ['', 'no', 'yes'] as const
const revokedWords = { '': 'any', no: 'inForce', yes: 'withdrawnOnly' } as const

/** The typed words: they stand in the fragment of the address, which no server sees. */
function Words(): JSX.Element {
  const { router } = useConsole()
  const text = useText(searchMessages)
  const input = useRef<HTMLInputElement>(null)
  const given = router.place.value.fragment.get('q') ?? ''
  const [typed, setTyped] = useState(given)
  useEffect(() => setTyped(given), [given])
  useEffect(() => {
    if (typed === given) return
    const resting = setTimeout(() => router.setFragment({ q: typed }), TYPING_MS)
    return () => clearTimeout(resting)
  }, [typed, given, router])
  useCommands([{ id: 'stix.filter', label: text('find'), key: 'f', run: () => input.current?.focus() }])
  return (
    <Field label={text('find')}>
      {(id) => (
        <input
          id={id}
          ref={input}
          type="search"
          class="find"
          maxLength={200}
          placeholder={text('findHint')}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** Filters of the list of objects; they stand in the address. */
export function SearchFilter(): JSX.Element {
  const { router } = useConsole()
  const text = useText(searchMessages)
  const { query } = router.place.value
  const field = (member: 'label' | 'technique' | 'source' | 'since', placeholder: string) => (
    <Field label={text(member)}>
      {(id) => (
        <input
          id={id}
          maxLength={300}
          placeholder={placeholder}
          value={query.get(member) ?? ''}
          onChange={(event) => router.setQuery({ [member]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  const by = query.get('by')
  return (
    <div class="stix-filter">
      <Words />
      {field('technique', 'T1055')}
      {field('label', '')}
      {field('source', '')}
      {field('since', '2026-11-22')}
      <Field label={text('revoked')}>
        {(id) => (
          <select
            id={id}
            value={query.get('revoked') ?? ''}
            onChange={(event) => router.setQuery({ revoked: event.currentTarget.value })}
          >
            {REVOKED.map((word) => (
              <option key={word} value={word}>
                {text(revokedWords[word])}
              </option>
            ))}
          </select>
        )}
      </Field>
      {by === null ? null : (
        <button type="button" class="chip" aria-pressed={true} onClick={() => router.setQuery({ by: undefined })}>
          {text('by')} {by.slice(0, 24)}… ✕
        </button>
      )}
    </div>
  )
}
