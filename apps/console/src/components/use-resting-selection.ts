import { useEffect, useRef, useState } from 'preact/hooks'

/** How long keys rest before what hangs on a selection is fetched and drawn. */
const RESTS_MS = 150

/** A selection that moves at once and is told when it rests. */
type RestingSelection<Key> = {
  readonly selected: Key | undefined
  readonly select: (key: Key) => void
}

/**
 * Lets a selection run ahead of what hangs on it: a row is marked with the key that moves to it, the rest follows once the
 * keys rest.
 * @param selected - As it was last told, or set elsewhere; where it changes it holds.
 * @param tell - Told where the selection came to rest.
 */
export function useRestingSelection<Key>(selected: Key | undefined, tell: (key: Key) => void): RestingSelection<Key> {
  const [ahead, setAhead] = useState<{ readonly of: Key | undefined; readonly key: Key } | undefined>(undefined)
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const present = useRef(tell)
  present.current = tell
  // A selection made elsewhere meanwhile holds, and so does the page that was left.
  useEffect(() => () => clearTimeout(resting.current), [selected])
  return {
    selected: ahead !== undefined && ahead.of === selected ? ahead.key : selected,
    select: (key) => {
      setAhead({ of: selected, key })
      clearTimeout(resting.current)
      resting.current = setTimeout(() => present.current(key), RESTS_MS)
    },
  }
}
