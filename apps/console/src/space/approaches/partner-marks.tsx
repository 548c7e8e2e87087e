import type { JSX } from 'preact'
import { useConsole } from '../../state/console.ts'
import type { ApproachRow } from './models.ts'

/** Portion marks of the partners’ records on whose element sets an approach rests; nothing where it rests on none. */
export function PartnerMarks(props: { readonly restsOn: ApproachRow['restsOn'] }): JSX.Element {
  const { language } = useConsole()
  return (
    <>
      {props.restsOn.map(({ recordId, node, banner, portion }) => (
        <a key={recordId} href={`/r/${recordId}`} title={`${node}: ${banner[language.value]}`}>
          <span class="portion-mark">{portion[language.value]}</span>
        </a>
      ))}
    </>
  )
}
