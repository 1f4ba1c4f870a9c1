/** Words that say nothing about the subject of a chat message: function words, and what people say around a question. */
import { stemmer } from 'stemmer';

export const SMALL_TALK: ReadonlySet<string> = new Set(
  `a about actually after again all also am an and another any anyone anybody anything are as at away back be because
  been before being both but by can could day did do does doing don done down during each else even ever every everyone
  everything few first for found from fyi get gets getting give go goes going gone good got had happen happened happens
  happy has have having he hello help her here hey hi him his hour how i if in instead into is it its itself just know
  last later learn least let like little look looked looking lot made make makes many may maybe me mean might mine minute
  monday more morning most much must my myself need needs never new next no nobody not nothing now of off oh ok okay on
  once one only or other our out over people perhaps please pretty put question quick quite rather read really right said
  same saw say see seen shall she should since so some somebody someone something sometimes somewhere still stuff such
  sure take team than thank thanks that the their them then there these they thing things think this those though thought
  time tho to today together tomorrow too took tried try trying two until up us use used using very want wants was way we
  week well went were what when where whether which while who whole whom whose why will with without wonder wondering
  word work works would wrong yeah yes yesterday yet you your`
    .split(/\s+/)
    .map(stemmer),
);
