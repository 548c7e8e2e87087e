import type { JSX } from 'preact'
import type { IngestReport } from '../../api/models.ts'
import { ListTable } from '../../components/list-table.tsx'
import { useText } from '../../state/console.ts'
import { sourcesMessages } from './messages.ts'

/** Records that could not be used, with where and why. */
export function ProblemTable(props: { readonly problems: IngestReport['problems'] }): JSX.Element {
  const text = useText(sourcesMessages)
  return (
    <ListTable
      label={text('problems')}
      heads={[text('line'), text('field'), text('reason')]}
      items={props.problems}
      empty={text('noProblems')}
    >
      {(one) => (
        <tr key={`${one.file}:${one.line}:${one.field}`}>
          <td>
            {one.file}:{one.line}
          </td>
          <td>{one.field}</td>
          <td>{one.reason}</td>
        </tr>
      )}
    </ListTable>
  )
}
