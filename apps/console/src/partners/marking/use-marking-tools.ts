import { useEffect, useState } from 'preact/hooks'
import type { MarkingTools } from './marking-tools.ts'

let tools: Promise<MarkingTools> | undefined

/** Markings in words; absent until the code and the policies are there, and then nothing marked is to be drawn yet. */
export function useMarkingTools(): MarkingTools | undefined {
  const [loaded, setLoaded] = useState<MarkingTools | undefined>(undefined)
  useEffect(() => {
    let current = true
    tools ??= import('./marking-tools.ts').then(({ createMarkingTools }) => createMarkingTools())
    void tools.then((made) => current && setLoaded(made))
    return () => {
      current = false
    }
  }, [])
  return loaded
}
