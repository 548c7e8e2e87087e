import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../api/client.ts'
import { useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'
import { NodeText } from './node-text.tsx'
import { useUtc } from './use-utc.ts'

function remedyId(remedy: string): 'correct-input' | 'ask-originator' | 'retry-later' | 'call-operator' {
  return remedy === 'correct-input' || remedy === 'ask-originator' || remedy === 'retry-later'
    ? remedy
    : 'call-operator'
}

/**
 * What failed, what still holds, what to do, and the code, with a button that copies it all.
 * @param props.answeredMs - Browser time of what is still shown; absent where nothing is.
 * @param props.onRetry - Tries again.
 */
export function ProblemNote(props: {
  readonly problem: Problem
  readonly answeredMs?: number | undefined
  readonly onRetry?: (() => void) | undefined
}): JSX.Element {
  const utc = useUtc()
  const text = useText(componentMessages)
  const [copied, setCopied] = useState(false)
  const { problem } = props
  const copy = () => {
    void navigator.clipboard?.writeText(JSON.stringify(problem, undefined, 2)).then(() => setCopied(true))
  }
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{text('failed')}</strong>: <NodeText text={problem.detail} whole />
      </p>
      {problem.problems === undefined ? null : (
        <ul>
          {problem.problems.map((one) => (
            <li key={one.path}>
              <code>{one.path}</code>: {one.found} → {one.expected}
            </li>
          ))}
        </ul>
      )}
      <p>
        {props.answeredMs === undefined ? text('nothingHolds') : text('stillHolds', { utc: utc(props.answeredMs) })}{' '}
        {text(remedyId(problem.remedy))}
      </p>
      <p class="row">
        <code>{problem.code}</code>
        {props.onRetry === undefined ? null : (
          <button type="button" onClick={props.onRetry}>
            {text('retry')}
          </button>
        )}
        <button type="button" onClick={copy}>
          {text(copied ? 'copied' : 'copy')}
        </button>
      </p>
    </div>
  )
}
