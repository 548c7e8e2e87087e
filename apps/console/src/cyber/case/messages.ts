import type { Catalogue } from '../../i18n/text.ts'

type Id = 'strip' | 'noTechniques' | 'noMatrix' | 'otherTechniques' | 'when' | 'event' | 'techniques' | 'tactics'

/** Words of the view of a case by techniques and by the diamond. */
export const caseAttackMessages: Catalogue<Id> = {
  en: {
    strip: 'Techniques in the order of time',
    noTechniques: 'No event of this case names a technique of ATT&CK. Name them at the event, on the timeline.',
    noMatrix:
      'ATT&CK has not been imported here, so that tactics are not known; the techniques are those of the events.',
    otherTechniques: 'Not of this matrix: {ids}',
    when: 'When (UTC)',
    event: 'Event',
    techniques: 'Techniques',
    tactics: 'Techniques of the case by tactic ({matrix})',
  },
  ja: {
    strip: '時系列の技術',
    noTechniques: 'この事案には、ATT&CKの技術を記した事象がない。時系列の事象に記入する。',
    noMatrix: 'ATT&CKが取り込まれていないため、戦術は不明。技術は事象に記されたもの。',
    otherTechniques: 'このマトリックスにないもの：{ids}',
    when: '日時 (UTC)',
    event: '事象',
    techniques: '技術',
    tactics: '戦術別の技術（{matrix}）',
  },
}
