import { useEffect, useState } from 'preact/hooks'
import { loadMarkingTools } from './load-marking-tools.ts'
import type { MarkingTools } from './marking-tools.ts'

/** Markings in words; absent until the code and the policies are there, and then nothing marked is to be drawn yet. */
export function useMarkingTools(): MarkingTools | undefined {
  const [loaded, setLoaded] = useState<MarkingTools | undefined>(undefined)
  useEffect(() => {
    let current = true
    loadMarkingTools().then(
      (made) => current && setLoaded(made),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [])
  return loaded
}
