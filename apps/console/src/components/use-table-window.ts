import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

/** Rows drawn above and below those in sight. */
const SPARE_ROWS = 8

/** Which rows are in sight. */
export type TableWindow = {
  readonly first: number
  readonly end: number
  readonly rowPx: number
  readonly pageRows: number
  /** Brings a row into sight. */
  readonly reveal: (index: number) => void
}

/** Height of a row by the officer's density, px. */
function rowHeight(element: Element | null): number {
  if (element === null) return 28
  const px = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row'))
  return Number.isFinite(px) && px > 0 ? px : 28
}

/** Follows which rows of a scrolled element are in sight. @param headPx - Height of the sticky head. */
export function useTableWindow(element: RefObject<HTMLElement | null>, count: number, headPx: number): TableWindow {
  const [view, setView] = useState({ top: 0, height: 600, rowPx: 28 })
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    const measure = () => setView({ top: box.scrollTop, height: box.clientHeight, rowPx: rowHeight(box) })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    box.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', measure)
    }
  }, [element])
  useEffect(() => {
    const box = element.current
    if (box !== null && box.scrollTop > count * view.rowPx) box.scrollTop = 0
  }, [element, count, view.rowPx])
  const { top, height, rowPx } = view
  const pageRows = Math.max(1, Math.floor((height - headPx) / rowPx))
  return {
    first: Math.max(0, Math.floor(top / rowPx) - SPARE_ROWS),
    end: Math.min(count, Math.ceil((top + height) / rowPx) + SPARE_ROWS),
    rowPx,
    pageRows,
    reveal: (index) => {
      const box = element.current
      if (box === null) return
      const rowTop = index * rowPx
      const visible = box.clientHeight - headPx
      if (rowTop < box.scrollTop) box.scrollTop = rowTop
      else if (rowTop + rowPx > box.scrollTop + visible) box.scrollTop = rowTop + rowPx - visible
    },
  }
}
