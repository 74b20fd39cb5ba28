import * as edits from "./001-edits";
import * as embeddedRunner from "./002-embedded-runner";
import * as spend from "./003-spend";
import * as providerWork from "./004-provider-work";
import * as stageShare from "./005-stage-share";
import * as paidResults from "./006-paid-results";
import * as sourceNotes from "./007-source-notes";
import * as storedPictures from "./008-stored-pictures";
import * as resultNotes from "./009-result-notes";
import * as halfUnderstood from "./010-half-understood";
import * as pictures from "./011-pictures";
import * as links from "./012-links";
import * as makers from "./013-makers";
import * as sharesOfTheRunner from "./014-shares-of-the-runner";
import * as analytics from "./015-analytics";
import * as operator from "./016-operator";
import * as watching from "./017-watching";
import * as looks from "./018-looks";
import * as patience from "./019-patience";
import * as altText from "./020-alt-text";
import * as judgedFeedback from "./021-judged-feedback";
import * as storedResults from "./022-stored-results";
import * as complaints from "./023-complaints";

/** Every migration by name, in order: a static map, so that it is part of every bundle. */
export const migrations = {
  "001-edits": { up: edits.up, down: edits.down },
  "002-embedded-runner": { up: embeddedRunner.up, down: embeddedRunner.down },
  "003-spend": { up: spend.up, down: spend.down },
  "004-provider-work": { up: providerWork.up, down: providerWork.down },
  "005-stage-share": { up: stageShare.up, down: stageShare.down },
  "006-paid-results": { up: paidResults.up, down: paidResults.down },
  "007-source-notes": { up: sourceNotes.up, down: sourceNotes.down },
  "008-stored-pictures": { up: storedPictures.up, down: storedPictures.down },
  "009-result-notes": { up: resultNotes.up, down: resultNotes.down },
  "010-half-understood": { up: halfUnderstood.up, down: halfUnderstood.down },
  "011-pictures": { up: pictures.up, down: pictures.down },
  "012-links": { up: links.up, down: links.down },
  "013-makers": { up: makers.up, down: makers.down },
  "014-shares-of-the-runner": { up: sharesOfTheRunner.up, down: sharesOfTheRunner.down },
  "015-analytics": { up: analytics.up, down: analytics.down },
  "016-operator": { up: operator.up, down: operator.down },
  "017-watching": { up: watching.up, down: watching.down },
  "018-looks": { up: looks.up, down: looks.down },
  "019-patience": { up: patience.up, down: patience.down },
  "020-alt-text": { up: altText.up, down: altText.down },
  "021-judged-feedback": { up: judgedFeedback.up, down: judgedFeedback.down },
  "022-stored-results": { up: storedResults.up, down: storedResults.down },
  "023-complaints": { up: complaints.up, down: complaints.down },
} as const;
