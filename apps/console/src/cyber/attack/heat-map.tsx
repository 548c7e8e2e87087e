import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useConsole, useText } from '../../state/console.ts'
import type { Matrix } from '../models.ts'
import type { Counted } from './attack-query.ts'
import { type HeatScale, shadeOf } from './heat.ts'
import { attackMessages } from './messages.ts'

type Spot = { readonly column: number; readonly row: number }

const steps: { readonly [key: string]: Spot } = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowUp: { column: 0, row: -1 },
  ArrowDown: { column: 0, row: 1 },
}

/** The next cell in a direction; columns without cells are passed over. */
function moved(matrix: Matrix, from: Spot, key: string): Spot | undefined {
  const step = steps[key]
  if (step === undefined) return undefined
  const lengths = matrix.tactics.map(({ techniques }) => techniques.length)
  let column = from.column + step.column
  while (step.column !== 0 && lengths[column] === 0) column += step.column
  const length = lengths[column] ?? 0
  if (length === 0) return undefined
  return { column, row: Math.max(0, Math.min(length - 1, from.row + step.row)) }
}

/** Tactics as columns, techniques as cells with number and shade. It is one stop of Tab; arrows move in it. */
export function HeatMap(props: {
  readonly matrix: Matrix
  readonly counted: Counted
  readonly scale: HeatScale
}): JSX.Element {
  const { router } = useConsole()
  const text = useText(attackMessages)
  const { matrix, counted, scale } = props
  const [asked, setSpot] = useState<Spot>({ column: 0, row: 0 })
  const byKey = useRef(false)
  const current = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (byKey.current) current.current?.focus()
    byKey.current = false
  })
  const firstFilled = matrix.tactics.findIndex(({ techniques }) => techniques.length > 0)
  const isThere = asked.row < (matrix.tactics[asked.column]?.techniques.length ?? 0)
  const spot = isThere ? asked : { column: firstFilled, row: 0 }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(matrix, spot, event.key)
    if (next !== undefined) {
      byKey.current = true
      setSpot(next)
    } else if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section class="heat-map" aria-label={`${matrix.name}. ${text('keys')}`}>
      {matrix.tactics.map((tactic, column) => (
        <section key={tactic.id} class="tactic" aria-label={tactic.name}>
          <h2 lang="en">
            {tactic.name} <small>{tactic.techniques.length}</small>
          </h2>
          <ul>
            {tactic.techniques.map(({ id, attackId, name, uses }, row) => {
              const count = uses[counted]
              const isCurrent = column === spot.column && row === spot.row
              const href = `/cyber/object/${id}`
              return (
                <li key={id}>
                  <a
                    ref={isCurrent ? current : null}
                    href={href}
                    lang="en"
                    tabIndex={isCurrent ? 0 : -1}
                    data-shade={shadeOf(count, scale)}
                    title={`${attackId} ${name}`}
                    onKeyDown={onKeyDown}
                    onFocus={() => setSpot({ column, row })}
                    onClick={(event) => {
                      event.preventDefault()
                      router.go(href)
                    }}
                  >
                    <span>{name}</span>
                    <b>{count === 0 ? '' : count}</b>
                  </a>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </section>
  )
}
