/* Validates PDF files against PDF/UA-1 with veraPDF's own rules: see docs/adr/0029. */

import java.io.File;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class PdfUa {
    static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;

    public static void main(String[] files) throws Exception {
        Logger.getLogger("org.verapdf").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile profile = profile();
        boolean allConform = true;
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), FLAVOUR);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, true)) {
                ValidationResult result = validator.validate(parser);
                allConform &= result.isCompliant();
                System.out.printf("%s %s: %d rules, %d checks%n", result.isCompliant() ? "conforms" : "FAILS",
                        file, profile.getRules().size(), result.getTotalAssertions());
                for (TestAssertion each : result.getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.printf("  %s-%d %s (%s)%n", each.getRuleId().getClause(),
                                each.getRuleId().getTestNumber(), each.getMessage(), each.getLocation().getContext());
                    }
                }
            }
        }
        System.exit(allConform ? 0 : 1);
    }

    /* The library reads its profile with JAXB, which Java no longer has and the archive does not bring. */
    static ValidationProfile profile() throws Exception {
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(PdfUa.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml")).getDocumentElement();
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : elements(root, "rule")) {
            Element id = elements(rule, "id").get(0);
            rules.add(Profiles.ruleFromValues(
                    Profiles.ruleIdFromValues(PDFAFlavour.Specification.ISO_14289_1, id.getAttribute("clause"),
                            Integer.parseInt(id.getAttribute("testNumber"))),
                    rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")), rule.getAttribute("tags"),
                    text(rule, "description"), text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), List.of()), List.of()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(FLAVOUR, Profiles.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", new Date()),
                "", rules, variables);
    }

    static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return java.util.stream.IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
    }

    static String text(Element within, String name) {
        return elements(within, name).get(0).getTextContent();
    }
}
