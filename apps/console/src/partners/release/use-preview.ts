import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { ReleasePreview, ReleaseRequest } from '../../api/models.ts'
import { useAsk } from '../../state/ask.ts'
import { dataOf } from './preview-panels.tsx'

/** How long inputs rest before the node is asked what would come of them. */
const RESTS_MS = 250

/** What the node says would come of a request. */
export type FoundPreview = {
  /** The last that it said; absent until it first answered. */
  readonly preview: ReleasePreview | undefined
  /** Whether that is of the request as it stands. */
  readonly isPresent: boolean
  readonly problem: Problem | undefined
  readonly retry: () => void
}

/** What is given, once it no longer changes. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  const text = JSON.stringify(value)
  const present = useRef(value)
  present.current = value
  useEffect(() => {
    const timer = setTimeout(() => setRested(present.current), RESTS_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

/** Asks what would come of a request; the last answer stays while the next is asked for. */
export function usePreview(request: ReleaseRequest): FoundPreview {
  const rested = useRested(request)
  const asked = useAsk('previewRelease', { body: rested })
  const last = useRef<{ readonly preview: ReleasePreview; readonly question: string }>(undefined)
  // An answer stands for a moment beside the next question: it belongs to the one that it came for.
  if (asked.answer !== undefined && asked.answer !== last.current?.preview)
    last.current = { preview: asked.answer, question: JSON.stringify(rested) }
  const isPresent = asked.answer !== undefined && last.current?.question === JSON.stringify(request)
  return { preview: last.current?.preview, isPresent, problem: asked.problem, retry: asked.reload }
}

/** Data of the whole of what could leave, by which what is left out is struck; absent until the node answered. */
export function useWhole({ subject, mark, keyId, tearLineOf }: ReleaseRequest): unknown {
  const first = useRef(mark)
  const body = {
    ...{ subject, mark: first.current },
    ...(keyId === undefined ? {} : { keyId }),
    ...(tearLineOf === undefined ? {} : { tearLineOf }),
  }
  const asked = useAsk('previewRelease', { body })
  return useMemo(() => (asked.answer === undefined ? undefined : dataOf(asked.answer.body)), [asked.answer])
}
