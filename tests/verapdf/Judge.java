import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.ValidationException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges with veraPDF. Each line of the input names a profile and a file ("ua1 report.pdf"); for each, a line of JSON
 * says whether the file complies and which rules it fails, by clause and test number.
 */
public final class Judge {
    public static void main(String[] arguments) throws IOException, ValidationException {
        LogManager.getLogManager().getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        ObjectMapper json = new ObjectMapper();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", 2);
            System.out.println(json.writeValueAsString(judged(words[0], words[1])));
        }
    }

    private static Map<String, Object> judged(String profile, String file) throws IOException, ValidationException {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> failed = new TreeSet<>();
            result.getFailedChecks().keySet().forEach(rule -> failed.add(rule.getClause() + "-" + rule.getTestNumber()));
            return said(profile, file, result.isCompliant(), failed);
        } catch (EncryptedPdfException | ModelParsingException unreadable) {
            return said(profile, file, false, List.of("unreadable: " + unreadable.getMessage()));
        }
    }

    private static Map<String, Object> said(String profile, String file, boolean compliant, Iterable<String> failed) {
        return Map.of("profile", profile, "file", file, "compliant", compliant, "failed", failed);
    }
}
