import type { ComponentChildren, JSX } from 'preact'

/**
 * A part that scrolls by itself. It can have the focus, so that its rows are reached without a mouse.
 * @param props.label - What it holds.
 */
export function Scroll(props: { readonly label: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds controls, this holds rows
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div class="scroll" role="group" tabIndex={0} aria-label={props.label}>
      {props.children}
    </div>
  )
}
