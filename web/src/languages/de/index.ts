// German: every dictionary that is translated so far. What managers alone see is still in English.
import { textMessages } from '../../modalities/text/messages';
import { questionMessages } from '../../questions/messages';
import { messages as people } from '../../routes/people/messages';
import { messages as preferences } from '../../routes/preferences/messages';
import { messages as projects } from '../../routes/projects/messages';
import { messages as shell } from '../../routes/shell/messages';
import { work } from '../../routes/work/messages';
import { translate } from '../../ui/language';
import { messages as common } from '../../ui/messages';
import * as account from './account';
import * as frame from './frame';
import * as media from './media';
import * as shared from './shared';
import * as workbench from './work';

translate(common, shared.common);
translate(questionMessages, media.questions);
translate(textMessages, media.text);
translate(shell, frame.shell);
translate(projects, frame.projects);
translate(people, account.people);
translate(preferences, account.preferences);
translate(work, workbench.work);
