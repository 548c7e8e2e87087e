import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'

/**
 * A labelled control. The function gets the id that the control must carry, and the id of the hint that describes it.
 * @param props.hint - What the field expects, with its unit.
 */
export function Field(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly children: (id: string, describedBy: string | undefined) => ComponentChildren
}): JSX.Element {
  const id = useId()
  const hintId = props.hint === undefined ? undefined : `${id}-hint`
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children(id, hintId)}
      {props.hint === undefined ? null : (
        <small id={hintId} class="hint">
          {props.hint}
        </small>
      )}
    </div>
  )
}
