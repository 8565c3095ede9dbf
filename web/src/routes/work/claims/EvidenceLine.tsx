// The evidence of a claim or an omission: its regions as chips, why there is none, and how to give some.
import { For, Show, type Component } from 'solid-js';
import { defaultStance } from '../../../model/annotation';
import { titled } from '../../../model/design';
import { evidenceOf, evidenceRegions, type Judged, type RegionEvidence } from '../../../model/draft';
import type { Stance } from '../../../model/types';
import { drawEvidence } from '../commands';
import { hint } from '../hints';
import { regionColor, regionNumber, toneOf } from '../looks';
import { work as words } from '../messages';
import { revealRegions } from '../regions';
import { useWork, type Work } from '../work';
import { FieldLine } from './FieldLine';
import './evidence.css';

interface EvidenceLineProps {
  judged: Judged;
  needed?: boolean;
}

export const EvidenceLine: Component<EvidenceLineProps> = (props) => {
  const work = useWork();
  const evidence = () => evidenceOf(work.draft(), props.judged);
  const absent = () => evidence().flatMap((entry) => ('none' in entry ? [entry.none] : []))[0];
  const absentTitle = () => {
    const choice = work.world.design.claims?.no_evidence_reasons?.find((each) => each.id === absent());
    return choice ? titled(choice) : absent();
  };
  return (
    <FieldLine
      field="evidence"
      title={words.claims.evidence}
      needed={props.needed && evidence().length === 0}
    >
      <div class="evidence">
        <For each={evidence().filter((entry): entry is RegionEvidence => 'region' in entry)}>
          {(entry) => <Piece judged={props.judged} entry={entry} />}
        </For>
        <Show when={absent()}>
          <span class="evidence-absent">
            {absentTitle()}
            <button
              type="button"
              class="evidence-remove"
              aria-label={`${words.claims.removeError}: ${absentTitle()}`}
              onClick={() => work.edit({ kind: 'set_absent', judged: props.judged, reason: null })}
            >
              ×
            </button>
          </span>
        </Show>
        <button type="button" class="claim-action" onClick={() => drawEvidence(work)}>
          {words.claims.draw} <kbd aria-hidden="true">{hint('draw_evidence')}</kbd>
        </button>
        <button type="button" class="claim-action" onClick={() => work.setOverlay('attach')}>
          {words.claims.attach} <kbd aria-hidden="true">{hint('attach_evidence')}</kbd>
        </button>
        <button type="button" class="claim-action" onClick={() => work.setOverlay('absent')}>
          {words.claims.absent} <kbd aria-hidden="true">{hint('no_evidence')}</kbd>
        </button>
      </div>
    </FieldLine>
  );
};

const ORDER: readonly Stance[] = ['supports', 'contradicts', 'context'];
const SIGN: Readonly<Record<Stance, string>> = { supports: '+', contradicts: '−', context: '○' };

function stanceOf(work: Work, judged: Judged, entry: RegionEvidence): Stance {
  if (entry.stance) return entry.stance;
  return judged.on === 'omission' ? 'context' : defaultStance(toneOf(work, judged.id, judged.aspect));
}

const Piece: Component<{ judged: Judged; entry: RegionEvidence }> = (props) => {
  const work = useWork();
  const region = () => work.region(props.entry.region);
  const stance = () => stanceOf(work, props.judged, props.entry);
  const turn = () => {
    const next = ORDER[(ORDER.indexOf(stance()) + 1) % ORDER.length] ?? 'context';
    work.edit({ kind: 'set_stance', judged: props.judged, region: props.entry.region, stance: next });
  };
  return (
    <Show when={region()}>
      {(found) => (
        <span class="evidence-piece" style={{ '--region': regionColor(work, found()) }}>
          <button
            type="button"
            class="evidence-region"
            aria-label={words.stage.region(regionNumber(found().id))}
            onClick={() => {
              work.setSelected([found().id]);
              revealRegions(work, [found().id]);
            }}
            onPointerEnter={() => work.setHovered(found().id)}
            onPointerLeave={() => work.setHovered(null)}
          >
            <span class="evidence-swatch" />
            {regionNumber(found().id)}
          </button>
          <button
            type="button"
            class="evidence-stance"
            data-tip={words.stance[stance()]}
            aria-label={words.stance[stance()]}
            onClick={turn}
          >
            {SIGN[stance()]}
          </button>
          <button
            type="button"
            class="evidence-remove"
            aria-label={words.claims.detach(regionNumber(found().id))}
            onClick={() => work.edit({ kind: 'detach_evidence', judged: props.judged, region: found().id })}
          >
            ×
          </button>
        </span>
      )}
    </Show>
  );
};

/** The same at a glance, at the end of a line. */
export const EvidenceChips: Component<{ judged: Judged }> = (props) => {
  const work = useWork();
  const regions = () => evidenceRegions(evidenceOf(work.draft(), props.judged));
  return (
    <For each={regions().slice(0, 4)}>
      {(id) => (
        <Show when={work.region(id)}>
          {(region) => (
            <span
              class="evidence-mini"
              style={{ '--region': regionColor(work, region()) }}
              aria-hidden="true"
            >
              {regionNumber(id)}
            </span>
          )}
        </Show>
      )}
    </For>
  );
};
