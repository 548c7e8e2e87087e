import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Asked } from '../state/ask.ts'
import { useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'
import { ProblemNote } from './problem.tsx'

/** Draws nothing for 200 ms, then a skeleton, after 2 s a word about what it waits for. */
export function Waiting(props: { readonly stage?: string }): JSX.Element | null {
  const text = useText(componentMessages)
  const [waitedMs, setWaitedMs] = useState(0)
  useEffect(() => {
    const timers = [200, 2000].map((ms) => setTimeout(() => setWaitedMs(ms), ms))
    return () => timers.forEach(clearTimeout)
  }, [])
  if (waitedMs === 0) return null
  return (
    <div class="waiting" role="status">
      {waitedMs >= 2000 ? (props.stage ?? text('stillLoading')) : <span class="sr-only">{text('loading')}</span>}
      <span class="skeleton" />
      <span class="skeleton" />
    </div>
  )
}

/** Says why a list is empty: nothing exists, or nothing fits the filter. */
export function Empty(props: {
  readonly text?: string
  readonly onClearFilter?: (() => void) | undefined
}): JSX.Element {
  const text = useText(componentMessages)
  return (
    <p class="empty">
      {props.text ?? text(props.onClearFilter === undefined ? 'noneExist' : 'noneMatch')}{' '}
      {props.onClearFilter === undefined ? null : (
        <button type="button" onClick={props.onClearFilter}>
          {text('clearFilter')}
        </button>
      )}
    </p>
  )
}

/** Draws an answer, or why there is none; an older answer stays, greyed, under a newer problem. */
export function Loaded<Answer>(props: {
  readonly asked: Asked<Answer>
  readonly children: (answer: NonNullable<Answer>) => ComponentChildren
}): JSX.Element | null {
  const { answer, problem, answeredMs, reload } = props.asked
  if (answer === undefined || answer === null)
    return problem === undefined ? <Waiting /> : <ProblemNote problem={problem} onRetry={reload} />
  return (
    <>
      {problem === undefined ? null : <ProblemNote problem={problem} answeredMs={answeredMs} onRetry={reload} />}
      <div class={problem === undefined ? 'loaded' : 'loaded out-of-date'}>{props.children(answer)}</div>
    </>
  )
}
