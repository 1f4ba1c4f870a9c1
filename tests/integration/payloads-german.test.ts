import { describePayloads } from '../fakes/payloads/suite.ts';

describePayloads('de');
