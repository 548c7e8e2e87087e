import { useEffect } from 'preact/hooks'
import { keyOf } from '../keys/commands.ts'
import { createKeySequence, isSingleKey, nameOfKey } from '../keys/key-map.ts'
import { useConsole } from '../state/console.ts'

/** Elements that take letters themselves. */
const FIELDS =
  'input:not([type=checkbox],[type=radio],[type=range],[type=button]),textarea,select,[contenteditable=true]'
/** Elements on which Enter and Space have their own meaning. */
const PRESSED = 'a[href],button,summary,input,select,textarea,[role=grid],[role=option]'

function isFor(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}

/** Runs commands by their keys: single keys only outside fields, none while Japanese is composed or a dialog is open. */
export function useShellKeys(): void {
  const { commands, preferences } = useConsole()
  useEffect(() => {
    const sequence = createKeySequence()
    const onKey = (event: KeyboardEvent) => {
      const name = nameOfKey(event)
      if (name === undefined || event.defaultPrevented) return
      const { singleKeys, keys } = preferences.value.peek()
      if (isSingleKey(name) && (!singleKeys || isFor(event.target, FIELDS))) return
      if ((name === 'Enter' || name === ' ') && isFor(event.target, PRESSED)) return
      if (document.querySelector('dialog[open]') !== null) return
      const bound = new Map(commands.all().flatMap((one) => [[keyOf(one, keys), one] as const]))
      const bindings = new Set([...bound.keys()].filter((key) => key !== undefined))
      const { hit, pending } = sequence.press(name, bindings, event.timeStamp)
      const command = hit === undefined ? undefined : bound.get(hit)
      if (command === undefined) {
        if (pending) event.preventDefault()
        return
      }
      event.preventDefault()
      if (command.disabledBecause === undefined) command.run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [commands, preferences])
}
