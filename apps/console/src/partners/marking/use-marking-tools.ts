import { useEffect, useState } from 'preact/hooks'
import type { MarkingTools } from './marking-tools.ts'

/** Made once for all who use them: every policy is read again to make them. */
let tools: Promise<MarkingTools> | undefined

/** Markings in words; absent until the code and the policies are there, and then nothing marked is to be drawn yet. */
export function useMarkingTools(): MarkingTools | undefined {
  const [loaded, setLoaded] = useState<MarkingTools | undefined>(undefined)
  useEffect(() => {
    let current = true
    tools ??= import('./marking-tools.ts').then(({ createMarkingTools }) => createMarkingTools())
    tools.then(
      (made) => current && setLoaded(made),
      // A part of the page that did not arrive is asked for again by whoever needs it next.
      () => {
        tools = undefined
      },
    )
    return () => {
      current = false
    }
  }, [])
  return loaded
}
