import { useEffect, useRef } from 'preact/hooks'

/** Brings a row that was selected elsewhere into sight, once; a row that comes later is brought when it comes. */
export function useRevealed(selectedKey: string | undefined, index: number, reveal: (index: number) => void): void {
  const revealedKey = useRef<string>(undefined)
  useEffect(() => {
    if (selectedKey === undefined) revealedKey.current = undefined
    if (selectedKey === revealedKey.current || index < 0) return
    revealedKey.current = selectedKey
    reveal(index)
  })
}
