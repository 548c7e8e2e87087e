import type { Catalogue } from '../../i18n/text.ts'

/** Words by which something is added to a case, on pages of other rooms. */
export const addToCaseMessages: Catalogue<
  'addToCase' | 'which' | 'newCase' | 'rel' | 'relHint' | 'added' | 'addedWithEvidence' | 'openIt'
> = {
  en: {
    addToCase: 'Add to case',
    which: 'Case',
    newCase: 'A new case of this title',
    rel: 'Relation to the case',
    relHint: 'A word, such as concerns, causedBy, sameCauseAs',
    added: 'Added to the case',
    addedWithEvidence: 'Added to the case, with an event and its raw data as evidence',
    openIt: 'Open the case afterwards',
  },
  ja: {
    addToCase: '事案に追加',
    which: '事案',
    newCase: 'この件名で新しい事案を開く',
    rel: '事案との関係',
    relHint: '英単語。例: concerns、causedBy、sameCauseAs',
    added: '事案に追加しました',
    addedWithEvidence: '事象と、証拠としての生データとともに、事案に追加しました',
    openIt: '追加後に事案を開く',
  },
}
