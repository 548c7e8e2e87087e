import type { JSX } from 'preact'
import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import type { SaidMarking, SearchHit } from '../api/models.ts'
import { Dialog } from '../components/dialog.tsx'
import { Key } from '../components/marks.tsx'
import { useNodeText } from '../components/node-text.tsx'
import { ProblemNote } from '../components/problem.tsx'
import { stepInList } from '../components/table-keys.ts'
import { keyOf } from '../keys/commands.ts'
import { SaidMark } from '../partners/marking/marked.tsx'
import { WhenMarked } from '../partners/marking/when-marked.tsx'
import { useAsk } from '../state/ask.ts'
import { useConsole, useText } from '../state/console.ts'
import { findCommands } from './find-commands.ts'
import { paletteMessages } from './messages.ts'

/** One line of the list. */
type Line = {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly detail: string
  readonly key: string | undefined
  readonly disabled: boolean
  readonly marking: SaidMarking | null
  readonly run: () => void
}

const SETTLE_MS = 60

/** What was typed, once typing rests for a moment. */
function useRested(typed: string): string {
  const [rested, setRested] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return rested
}

function useLines(typed: string, commandsOnly: boolean) {
  const { commands, preferences, router } = useConsole()
  const text = useText(paletteMessages)
  const asksCommands = commandsOnly || typed.startsWith('>')
  const words = useRested(typed.trim())
  const asked = useAsk(
    'search',
    asksCommands || words === '' ? undefined : { query: { q: words.slice(0, 100), limit: 30 } },
  )
  const nodeText = useNodeText()
  const [all] = useState(() => commands.all())
  const ownKeys = preferences.value.value.keys
  const commandLines = useMemo<readonly Line[]>(
    () =>
      findCommands(all, typed.replace(/^>/, '')).map((command) => ({
        id: command.id,
        kind: '',
        title: command.label,
        detail: command.disabledBecause ?? '',
        key: keyOf(command, ownKeys),
        disabled: command.disabledBecause !== undefined,
        marking: null,
        run: command.run,
      })),
    [all, typed, ownKeys],
  )
  const hitLine = (hit: SearchHit): Line => ({
    id: `${hit.kind}-${hit.id}`,
    kind: text(hit.kind),
    // An object is found by its whole name, and is shown by it; what others wrote is no sentence of the node.
    title: hit.kind === 'object' || hit.kind === 'stix' ? hit.title : nodeText(hit.title),
    detail: hit.detail,
    key: undefined,
    disabled: false,
    marking: hit.marking,
    run: () => router.go(hit.link),
  })
  const lines = asksCommands ? commandLines : words === '' ? [] : (asked.answer?.items ?? []).map(hitLine)
  return { lines, asksCommands, words, problem: asked.problem, loading: asked.loading && words !== '' && !asksCommands }
}

/**
 * Search over everything the node holds, or every command with its key.
 * @param props.start - With which it opens.
 * @param props.typed - What stands in the field already.
 */
export function Palette(props: {
  readonly start: 'search' | 'commands'
  readonly typed: string
  readonly onClose: () => void
}): JSX.Element {
  const text = useText(paletteMessages)
  const id = useId()
  const [typed, setTyped] = useState(props.typed)
  const [chosen, setChosen] = useState(0)
  const commandsOnly = props.start === 'commands'
  const { lines, asksCommands, words, problem, loading } = useLines(typed, commandsOnly)
  const index = Math.min(chosen, Math.max(0, lines.length - 1))
  const take = (line: Line | undefined) => {
    if (line === undefined || line.disabled) return
    props.onClose()
    line.run()
  }
  useEffect(() => {
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, index])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.key === 'Home' || event.key === 'End') return
    const next = stepInList(event.key, index, lines.length, 8)
    if (next !== undefined) setChosen(Math.max(0, next))
    else if (event.key === 'Enter') take(lines[index])
    else return
    event.preventDefault()
  }
  const nothing = asksCommands ? text('noCommand') : words === '' ? text('type') : loading ? '' : text('none')
  return (
    <Dialog title={text(props.start)} onClose={props.onClose}>
      <input
        class="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={lines.length === 0 ? undefined : `${id}-${index}`}
        aria-label={text(props.start)}
        placeholder={text(commandsOnly ? 'commandHint' : 'searchHint')}
        value={typed}
        maxLength={100}
        autocomplete="off"
        onKeyDown={onKeyDown}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setChosen(0)
        }}
      />
      {problem === undefined || asksCommands ? null : <ProblemNote problem={problem} />}
      <WhenMarked markings={lines.map(({ marking }) => marking)}>
        <div id={`${id}-list`} class="hits" role="listbox" aria-label={text(props.start)}>
          {lines.map((line, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys of the list
            <div
              key={line.id}
              id={`${id}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              aria-disabled={line.disabled}
              onClick={() => take(line)}
            >
              {line.kind === '' ? null : <span class="muted hit-kind">{line.kind}</span>}
              <span>{line.title}</span>
              <SaidMark marking={line.marking} />
              <small class="muted">{line.detail}</small>
              {line.key === undefined ? null : (
                <span class="end">
                  <Key name={line.key} />
                </span>
              )}
            </div>
          ))}
        </div>
      </WhenMarked>
      <p class="empty" role="status">
        {lines.length === 0 ? nothing : text('hits', { count: lines.length })}
      </p>
    </Dialog>
  )
}
