import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'attack-pattern'
  | 'campaign'
  | 'course-of-action'
  | 'grouping'
  | 'identity'
  | 'incident'
  | 'indicator'
  | 'infrastructure'
  | 'intrusion-set'
  | 'location'
  | 'malware'
  | 'malware-analysis'
  | 'note'
  | 'observed-data'
  | 'opinion'
  | 'report'
  | 'threat-actor'
  | 'tool'
  | 'vulnerability'
  | 'relationship'
  | 'sighting'
  | 'event'
  | 'impact'
  | 'artifact'
  | 'autonomous-system'
  | 'directory'
  | 'domain-name'
  | 'email-addr'
  | 'email-message'
  | 'file'
  | 'ipv4-addr'
  | 'ipv6-addr'
  | 'mac-addr'
  | 'mutex'
  | 'network-traffic'
  | 'process'
  | 'software'
  | 'url'
  | 'user-account'
  | 'windows-registry-key'
  | 'x509-certificate'
  | 'marking-definition'
  | 'language-content'
  | 'extension-definition'
  | 'x-mitre-matrix'
  | 'x-mitre-tactic'
  | 'x-mitre-analytic'
  | 'x-mitre-asset'
  | 'x-mitre-collection'
  | 'x-mitre-data-component'
  | 'x-mitre-data-source'
  | 'x-mitre-detection-strategy'

/** Types of STIX and of ATT&CK in words; a type that is not here is called as it is written. */
export const typeMessages: Catalogue<Id> = {
  en: {
    'attack-pattern': 'Technique',
    campaign: 'Campaign',
    'course-of-action': 'Course of action',
    grouping: 'Grouping',
    identity: 'Identity',
    incident: 'Incident',
    indicator: 'Indicator',
    infrastructure: 'Infrastructure',
    'intrusion-set': 'Intrusion set',
    location: 'Location',
    malware: 'Malware',
    'malware-analysis': 'Malware analysis',
    note: 'Note',
    'observed-data': 'Observed data',
    opinion: 'Opinion',
    report: 'Report',
    'threat-actor': 'Threat actor',
    tool: 'Tool',
    vulnerability: 'Vulnerability',
    relationship: 'Relationship',
    sighting: 'Sighting',
    event: 'Event',
    impact: 'Impact',
    artifact: 'Artifact',
    'autonomous-system': 'Autonomous system',
    directory: 'Directory',
    'domain-name': 'Domain name',
    'email-addr': 'E-mail address',
    'email-message': 'E-mail message',
    file: 'File',
    'ipv4-addr': 'IPv4 address',
    'ipv6-addr': 'IPv6 address',
    'mac-addr': 'MAC address',
    mutex: 'Mutex',
    'network-traffic': 'Network traffic',
    process: 'Process',
    software: 'Software',
    url: 'URL',
    'user-account': 'User account',
    'windows-registry-key': 'Registry key',
    'x509-certificate': 'Certificate',
    'marking-definition': 'Marking definition',
    'language-content': 'Translation',
    'extension-definition': 'Extension definition',
    'x-mitre-matrix': 'Matrix',
    'x-mitre-tactic': 'Tactic',
    'x-mitre-analytic': 'Analytic',
    'x-mitre-asset': 'Asset',
    'x-mitre-collection': 'Collection',
    'x-mitre-data-component': 'Data component',
    'x-mitre-data-source': 'Data source',
    'x-mitre-detection-strategy': 'Detection strategy',
  },
  ja: {
    'attack-pattern': '技術',
    campaign: 'キャンペーン',
    'course-of-action': '対処策',
    grouping: 'グループ',
    identity: '主体',
    incident: 'インシデント',
    indicator: '痕跡（IoC）',
    infrastructure: '攻撃基盤',
    'intrusion-set': '侵入グループ',
    location: '所在地',
    malware: 'マルウェア',
    'malware-analysis': 'マルウェア解析',
    note: '注記',
    'observed-data': '観測データ',
    opinion: '意見',
    report: '報告',
    'threat-actor': '脅威アクター',
    tool: 'ツール',
    vulnerability: '脆弱性',
    relationship: '関係',
    sighting: '目撃情報',
    event: '事象',
    impact: '影響',
    artifact: 'アーティファクト',
    'autonomous-system': '自律システム（AS）',
    directory: 'ディレクトリー',
    'domain-name': 'ドメイン名',
    'email-addr': 'メールアドレス',
    'email-message': 'メール',
    file: 'ファイル',
    'ipv4-addr': 'IPv4アドレス',
    'ipv6-addr': 'IPv6アドレス',
    'mac-addr': 'MACアドレス',
    mutex: 'ミューテックス',
    'network-traffic': '通信',
    process: 'プロセス',
    software: 'ソフトウェア',
    url: 'URL',
    'user-account': 'ユーザーアカウント',
    'windows-registry-key': 'レジストリーキー',
    'x509-certificate': '証明書',
    'marking-definition': '表示の定義',
    'language-content': '訳文',
    'extension-definition': '拡張の定義',
    'x-mitre-matrix': 'マトリックス',
    'x-mitre-tactic': '戦術',
    'x-mitre-analytic': '分析手順',
    'x-mitre-asset': '資産',
    'x-mitre-collection': 'コレクション',
    'x-mitre-data-component': 'データ要素',
    'x-mitre-data-source': 'データ源',
    'x-mitre-detection-strategy': '検知方針',
  },
}

const isKnownType = (type: string): type is Id => type in typeMessages.en

/** A type in words. @param say - Speaks `typeMessages`. */
export function typeWord(say: (id: Id) => string, type: string): string {
  return isKnownType(type) ? say(type) : type
}
