import type { JSX } from 'preact'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../state/console.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { CORNERS, type Diamond } from './case-techniques.ts'
import { caseAttackMessages } from './messages.ts'

/** The four corners of the diamond as a case tells them; of what nothing is said, it says so. */
export function DiamondView(props: { readonly diamond: Diamond }): JSX.Element {
  const text = useText(caseAttackMessages)
  const types = useText(typeMessages)
  return (
    <Panel title={text('diamond')}>
      <div class="diamond">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path d="M50 12 84 50 50 88 16 50zM50 12V88M16 50H84" />
        </svg>
        {CORNERS.map((corner) => (
          <section key={corner} class={`corner ${corner}`} aria-label={text(corner)}>
            <h3>{text(corner)}</h3>
            {props.diamond[corner].length === 0 ? <p class="unknown">{text('unknown')}</p> : null}
            <ul>
              {props.diamond[corner].map(({ words, type, id }) => (
                <li key={id ?? words}>
                  {type === undefined ? null : <small class="muted">{typeWord(types, type)} </small>}
                  {id === undefined ? <bdi>{words}</bdi> : <a href={`/cyber/object/${id}`}>{words}</a>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p class="graph-note">
        {text('diamondHow')} {text('diamondSource')}
      </p>
    </Panel>
  )
}
