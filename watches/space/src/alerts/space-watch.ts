import type { Watch } from '@yagura/core'
import type { CloseApproach } from '../close-approach.ts'
import { type AlertContext, assessCloseApproaches, type CloseApproachEvidence } from './assess-close-approaches.ts'
import { parseAlertRules } from './parse-alert-rules.ts'

/** The space watch as the core sees it: it reads close approaches and judges them by alert rules. */
export const spaceWatch: Watch<readonly CloseApproach[], AlertContext, CloseApproachEvidence> = {
  id: 'space',
  reads: ['space.close-approach'],
  schemas: { 'space.alert-rules': parseAlertRules },
  assess: assessCloseApproaches,
}
