/** Identities, time and distance of the worked example of CCSDS 508.0-B-1. */
export const encounterMessage = [
  'CCSDS_CDM_VERS = 1.0',
  'CREATION_DATE = 2010-03-12T22:31:12.000',
  'ORIGINATOR = JSPOC',
  'MESSAGE_ID = 201113719185',
  'TCA = 2010-03-13T22:37:52.618',
  'MISS_DISTANCE = 715 [m]',
  'OBJECT = OBJECT1',
  'OBJECT_DESIGNATOR = 12345',
  'OBJECT = OBJECT2',
  'OBJECT_DESIGNATOR = 30337',
].join('\n')
