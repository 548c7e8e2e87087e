/** What of a key event decides; a KeyboardEvent has it all. */
export type PressedKey = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing: boolean
}

/** How long the first key of two waits for the second. */
const SEQUENCE_MS = 1500

/**
 * Names a key as commands name theirs: `a`, `?`, `Control+k`, `Shift+Enter`.
 * @returns Nothing while Japanese is being composed, and for a modifier alone.
 */
export function nameOfKey(event: PressedKey): string | undefined {
  // 'Process' is what browsers call keys that an input method has taken.
  if (event.isComposing || event.key === 'Process') return undefined
  if (['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Dead'].includes(event.key)) return undefined
  const printable = [...event.key].length === 1
  const key = printable ? event.key.toLowerCase() : event.key
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Control' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && !printable ? 'Shift' : '',
  ].filter((name) => name !== '')
  return [...modifiers, key].join('+')
}

/** Whether a key acts without Control, Alt or a function key, so that it must be off in fields and can be disabled. */
export function isSingleKey(name: string): boolean {
  return !/^(Control|Alt)\+/.test(name) && !/^(Shift\+)?F\d+$/.test(name) && name !== 'Escape'
}

/** Follows keys one after another and says which binding they complete. */
export type KeySequence = {
  /**
   * @param bindings - Keys of commands, such as `g w`.
   * @param atMs - When, ms.
   * @returns The binding that is complete, or whether a first key of two was taken.
   */
  readonly press: (name: string, bindings: ReadonlySet<string>, atMs: number) => { hit?: string; pending: boolean }
}

/** Starts with no key pressed. */
export function createKeySequence(): KeySequence {
  let first = ''
  let firstMs = Number.NEGATIVE_INFINITY
  return {
    press: (name, bindings, atMs) => {
      const two = `${first} ${name}`
      const fresh = first !== '' && atMs - firstMs <= SEQUENCE_MS
      first = ''
      if (fresh && bindings.has(two)) return { hit: two, pending: false }
      if (bindings.has(name)) return { hit: name, pending: false }
      const pending = [...bindings].some((binding) => binding.startsWith(`${name} `))
      if (pending) {
        first = name
        firstMs = atMs
      }
      return { pending }
    },
  }
}
