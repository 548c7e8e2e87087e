import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import { ProblemNote } from '../../components/problem.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { type CaseMatrix, type CasePart, type CaseView, type ContentOf, headsOf, threadsOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import { nationOf } from '../part/nation-of.ts'

type Rating = ContentOf<'rating'>['rating']
type Cell = CaseMatrix['cells'][number]

const RATINGS = ['CC', 'C', 'N', 'I', 'II', 'NA'] as const satisfies readonly Rating[]

/** Hypotheses in the order of what speaks against them, by all together. */
function ranked({ hypotheses, conclusions }: CaseMatrix) {
  const ranking = conclusions.find(({ node }) => node === null)?.ranking ?? []
  return ranking.flatMap((rank) => {
    const found = hypotheses.find(({ key }) => key === rank.hypothesis)
    return found === undefined ? [] : [{ ...rank, title: found.title }]
  })
}

/** This node’s own ratings of a cell, which a new one takes the place of. */
function ownRatings(found: CaseView, evidence: string, hypothesis: string): readonly CasePart[] {
  return threadsOf(found, 'rating')
    .flatMap(headsOf)
    .filter(({ isOwn, what }) => {
      return isOwn && what.kind === 'rating' && what.evidence === evidence && what.hypothesis === hypothesis
    })
}

function RatingCell(props: {
  readonly label: string
  readonly own: Cell | undefined
  readonly others: readonly { readonly cell: Cell; readonly party: string }[]
  readonly isClosed: boolean
  readonly onRate: (rating: Rating) => void
}): JSX.Element {
  const text = useText(caseMessages)
  const { own, others } = props
  return (
    <td class={own?.rating === 'I' || own?.rating === 'II' ? 'against' : ''}>
      <select
        aria-label={props.label}
        disabled={props.isClosed}
        value={own?.rating ?? ''}
        onChange={(event) => {
          const chosen = RATINGS.find((one) => one === event.currentTarget.value)
          if (chosen !== undefined) props.onRate(chosen)
        }}
      >
        {own === undefined ? <option value="">–</option> : null}
        {RATINGS.map((rating) => (
          <option key={rating} value={rating} title={text(rating)}>
            {rating}
          </option>
        ))}
      </select>
      {own?.isContested === true ? <small class="part-note">{text('contested')}</small> : null}
      {others.map(({ cell, party }) => (
        <small key={cell.node} title={text(cell.rating)}>
          {party} <b>{cell.rating}</b>
        </small>
      ))}
    </td>
  )
}

/** The matrix: the hypothesis with the least against it first, what tells hypotheses apart most on top. */
export function AchGrid(props: {
  readonly matrix: CaseMatrix
  readonly found: CaseView
  readonly onRated: () => void
}): JSX.Element {
  const { client } = useConsole()
  const text = useText(caseMessages)
  const { matrix, found } = props
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const columns = ranked(matrix)
  const nodes = new Map(
    matrix.conclusions.flatMap(({ node, party }) => (node === null ? [] : [[node, nationOf(text, { node, party })]])),
  )
  const ownNodes = new Set(
    found.threads.flatMap(({ versions }) => versions.flatMap((one) => (one.isOwn ? [one.node] : []))),
  )
  const rate = async (evidence: string, hypothesis: string, rating: Rating) => {
    const before = ownRatings(found, evidence, hypothesis)
    const [first] = before
    const body = {
      what: { kind: 'rating' as const, evidence, hypothesis, rating },
      ...(first === undefined ? {} : { corrects: before.map(({ key }) => key), mark: first.mark }),
    }
    const added = await client.ask('addCasePart', { params: { id: found.id }, body })
    setProblem(added.ok ? undefined : added.problem)
    props.onRated()
  }
  return (
    <>
      <p class="muted case-hint">{text('matrixHint')}</p>
      {problem === undefined ? null : <ProblemNote problem={problem} />}
      <Scroll label={text('matrix')}>
        <table class="plain-table ach-grid">
          <thead>
            <tr>
              <th scope="col">{text('evidence')}</th>
              <th scope="col">{text('diagnosticity')}</th>
              {columns.map(({ hypothesis, title, rank, inconsistency }) => (
                <th scope="col" key={hypothesis}>
                  <span>{title}</span>
                  <small>
                    {rank === null || inconsistency === null
                      ? text('notRated')
                      : `${text('rank')} ${rank} · ${text('inconsistency')} ${number(inconsistency, 1)}`}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map(({ evidence, title, isShared, diagnosticity }) => (
              <tr key={evidence}>
                <th scope="row">
                  <span>{title}</span>
                  {isShared ? <small class="part-note">{text('shared')}</small> : null}
                </th>
                <td class="num">
                  {diagnosticity === null ? (
                    <span class="unknown">{text('unknown')}</span>
                  ) : (
                    text('diagnosticityOf', { value: number(diagnosticity, 0) })
                  )}
                </td>
                {columns.map(({ hypothesis, title: against }) => {
                  const cells = matrix.cells.filter((one) => one.evidence === evidence && one.hypothesis === hypothesis)
                  const others = cells.filter(({ node }) => !ownNodes.has(node))
                  return (
                    <RatingCell
                      key={hypothesis}
                      label={text('ratingOf', { evidence: title, hypothesis: against })}
                      own={cells.find(({ node }) => ownNodes.has(node))}
                      others={others.map((cell) => ({ cell, party: nodes.get(cell.node) ?? nationOf(text, cell) }))}
                      isClosed={found.state === 'closed'}
                      onRate={(rating) => void rate(evidence, hypothesis, rating)}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
