import type { MarkingTools } from './marking-tools.ts'

/** Made once for all who use them: every policy is read again to make them. */
let tools: Promise<MarkingTools> | undefined

/** What shows markings. Rejects where its code did not arrive; it is asked for again by whoever needs it next. */
export function loadMarkingTools(): Promise<MarkingTools> {
  tools ??= import('./marking-tools.ts').then(({ createMarkingTools }) => createMarkingTools())
  tools.catch(() => {
    tools = undefined
  })
  return tools
}
