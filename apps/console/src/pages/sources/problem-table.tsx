import type { JSX } from 'preact'
import type { IngestReport } from '../../api/models.ts'
import { Scroll } from '../../components/scroll.tsx'
import { useText } from '../../state/console.ts'
import { sourcesMessages } from './messages.ts'

/** Records that could not be used, with where and why. */
export function ProblemTable(props: { readonly problems: IngestReport['problems'] }): JSX.Element {
  const text = useText(sourcesMessages)
  return (
    <Scroll label={text('problems')}>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{text('line')}</th>
            <th>{text('field')}</th>
            <th>{text('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {props.problems.map((one) => (
            <tr key={`${one.file}:${one.line}:${one.field}`}>
              <td>
                {one.file}:{one.line}
              </td>
              <td>{one.field}</td>
              <td>{one.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
