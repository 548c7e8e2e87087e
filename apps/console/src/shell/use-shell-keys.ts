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

function isOff(event: KeyboardEvent, name: string, singleKeys: boolean): boolean {
  if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return true
  if (isSingleKey(name) && (!singleKeys || isFor(event.target, FIELDS))) return true
  return (name === 'Enter' || name === ' ') && isFor(event.target, PRESSED)
}

/** Runs commands by their keys: single keys only outside fields, none while Japanese is composed or a dialog is open. */
export function useShellKeys(): void {
  const { commands, preferences } = useConsole()
  useEffect(() => {
    const sequence = createKeySequence()
    const onKey = (event: KeyboardEvent) => {
      const name = nameOfKey(event)
      const { singleKeys, keys } = preferences.value.peek()
      if (name === undefined || isOff(event, name, singleKeys)) return
      const bound = new Map(commands.all().map((one) => [keyOf(one, keys) ?? '', one] as const))
      bound.delete('')
      const { hit, pending } = sequence.press(name, new Set(bound.keys()), event.timeStamp)
      const command = hit === undefined ? undefined : bound.get(hit)
      if (command !== undefined || pending) event.preventDefault()
      if (command?.disabledBecause === undefined) command?.run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [commands, preferences])
}
