import type { ComponentChildren, JSX } from 'preact'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { number } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import type { CaseMatrix } from '../case-models.ts'
import { type CaseWord, caseMessages } from '../messages.ts'
import { nationOf } from '../part/nation-of.ts'

const LIKELIHOODS: readonly CaseWord[] = [
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even-chance',
  'likely',
  'very-likely',
  'almost-certain',
]

function Judgements(props: { readonly matrix: CaseMatrix; readonly add: ComponentChildren }): JSX.Element {
  const text = useText(caseMessages)
  const { judgements, hypotheses } = props.matrix
  return (
    <Panel title={text('judgements')} aside={props.add}>
      {judgements.length === 0 ? (
        <Empty text={text('noJudgements')} />
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th>{text('judgedBy')}</th>
              <th>{text('hypothesis')}</th>
              <th>{text('fieldLikelihood')}</th>
              <th>{text('fieldConfidence')}</th>
            </tr>
          </thead>
          <tbody>
            {judgements.map(
              ({ key, node, party, author, hypothesis, likelihood, lowPercent, highPercent, confidence }) => {
                const word = LIKELIHOODS.find((one) => one === likelihood)
                return (
                  <tr key={key}>
                    <td>
                      {nationOf(text, { node, party })}
                      {author === null ? null : ` · ${author}`}
                    </td>
                    <td>{hypotheses.find((one) => one.key === hypothesis)?.title}</td>
                    <td>
                      {word === undefined ? likelihood : text(word)} ·{' '}
                      {text('percent', { low: lowPercent, high: highPercent })}
                    </td>
                    <td>{text(confidence)}</td>
                  </tr>
                )
              },
            )}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

/** One hypothesis among the others: that nothing speaks against it counts only where it was rated. */
function RankCells(props: {
  readonly ranked: CaseMatrix['conclusions'][number]['ranking'][number]
  readonly title: string
}): JSX.Element {
  const text = useText(caseMessages)
  const { rank, inconsistency, against, unrated } = props.ranked
  return (
    <>
      <td>
        {rank === null ? '' : `${rank}. `}
        {props.title}
      </td>
      <td class="num">
        {inconsistency === null ? <span class="unknown">{text('notRated')}</span> : number(inconsistency, 1)}
      </td>
      <td class="num">{number(against, 0)}</td>
      <td class="num">{number(unrated, 0)}</td>
    </>
  )
}

/** What follows from the ratings, by each nation and by all together: never one mean of them. */
export function Conclusions(props: {
  readonly matrix: CaseMatrix
  readonly addJudgement: ComponentChildren
}): JSX.Element {
  const text = useText(caseMessages)
  const { conclusions, hypotheses, rows } = props.matrix
  const titleOf = (key: string) => hypotheses.find((one) => one.key === key)?.title ?? key
  const sourceOf = (key: string) => rows.find(({ evidence }) => evidence === key)?.title ?? key
  return (
    <div class="columns">
      <Panel title={text('conclusions')}>
        <table class="plain-table">
          <thead>
            <tr>
              <th>{text('nation')}</th>
              <th>{text('hypothesis')}</th>
              <th class="num">{text('inconsistency')}</th>
              <th class="num">{text('against')}</th>
              <th class="num">{text('unrated')}</th>
              <th>{text('hangsOn')}</th>
            </tr>
          </thead>
          <tbody>
            {conclusions.map(({ node, party, ranking, withoutSource }) => {
              const hangsOn = withoutSource
                .filter(({ changesLead }) => changesLead)
                .map(({ source }) => sourceOf(source))
              const nation = node === null ? text('together') : nationOf(text, { node, party })
              const hanging = hangsOn.length === 0 ? text('hangsOnNothing') : hangsOn.join(', ')
              return ranking.map((ranked, index) => (
                <tr key={`${node} ${ranked.hypothesis}`}>
                  <td>{index === 0 ? nation : ''}</td>
                  <RankCells ranked={ranked} title={titleOf(ranked.hypothesis)} />
                  <td>{index === 0 && ranked.rank !== null ? hanging : ''}</td>
                </tr>
              ))
            })}
          </tbody>
        </table>
      </Panel>
      <Judgements matrix={props.matrix} add={props.addJudgement} />
    </div>
  )
}
