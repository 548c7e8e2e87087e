import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'diamond'
  | 'adversary'
  | 'capability'
  | 'infrastructure'
  | 'victim'
  | 'unknown'
  | 'diamondSource'
  | 'span'
  | 'phases'
  | 'results'
  | 'methods'
  | 'resources'
  | 'motives'
  | 'notWhole'
  | 'more'
  | 'edges'

/** Words of the diamond of an intrusion. */
export const diamondMessages: Catalogue<Id> = {
  en: {
    diamond: 'Diamond',
    adversary: 'Adversary',
    capability: 'Capability',
    infrastructure: 'Infrastructure',
    victim: 'Victim',
    unknown: 'unknown',
    diamondSource: 'Model: Caltagirone, Pendergast, Betz (2013).',
    span: 'First – last (UTC)',
    phases: 'Phases',
    results: 'Results',
    methods: 'Methods',
    resources: 'Resources',
    motives: 'Motives',
    more: '{count} more',
    edges: '{count, plural, one {# line} other {# lines}} between the corners',
    notWhole: 'More lies around than was read: a corner may lack some.',
  },
  ja: {
    diamond: 'ダイヤモンド',
    adversary: '攻撃者',
    capability: '能力',
    infrastructure: '攻撃基盤',
    victim: '被害者',
    unknown: '不明',
    diamondSource: 'モデル：Caltagirone、Pendergast、Betz（2013年）。',
    span: '最初 – 最後 (UTC)',
    phases: '段階',
    results: '結果',
    methods: '方法',
    resources: '資源',
    motives: '動機',
    more: '他{count}件',
    edges: '頂点間の線{count}本',
    notWhole: '周辺が多く、一部だけを読んだ。各頂点に欠けがあり得る。',
  },
}
